/** What the Requests screen says. */
export const requests = {};
