/** What the Models screen says. */
export const models = {};
