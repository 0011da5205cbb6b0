/** What the Servers screen says. */
export const servers = {};
