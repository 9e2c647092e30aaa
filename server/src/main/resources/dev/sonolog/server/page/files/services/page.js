// @ts-check
/** What the document tells of the server that sent it. */
const root = document.documentElement;

/** What stands in front of all paths; empty, or such as "/sonolog". */
export const base = root.dataset.base ?? '';

/** Stands for the files of this page; the server's is another one after an update. */
export const version = root.dataset.version ?? '';
