// States of the page that a picture is worth taking of: a name, and how a person gets there.
// Each function is given Playwright's page, open and drawn.
export const states = {
  start: async () => {},
};
