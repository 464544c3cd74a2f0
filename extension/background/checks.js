import { MessageError } from "../shared/messages.js";

const KEY = /^(?:\d{1,20}|@[a-z0-9_]{1,20})$/;

/**
 * Checks what a page has sent as keys of accounts and people.
 * @param {Record<string, unknown>} fields by name
 * @throws {MessageError} `invalid`, with the name of the field at fault
 */
export function checkKeys(fields) {
  for (const [field, value] of Object.entries(fields))
    if (typeof value !== "string" || !KEY.test(value))
      throw new MessageError({ code: "invalid", message: "must be a decimal id, or @handle in lower case", field });
}
