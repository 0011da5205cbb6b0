/** What the History screen says. */
export const history = {};
