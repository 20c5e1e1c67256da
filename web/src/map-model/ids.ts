/** Stable, unguessable ids with a prefix that tells what they name. */
const ALPHABET = "0123456789abcdefghijkmnpqrstuvwxyz";
const LENGTH = 12;

export const ID_PATTERN = /^[a-z]{2,4}_[0-9a-z][0-9a-z_-]{0,62}$/;

export type IdPrefix = "map" | "per" | "stg" | "stp" | "lan" | "crd" | "lnk" | "evd" | "op" | "cmt";

/** A fresh random id such as `stp_7k2m9x0q4tza`. */
export function newId(prefix: IdPrefix): string {
  const limit = 256 - (256 % ALPHABET.length);
  let text = "";
  while (text.length < LENGTH) {
    for (const byte of crypto.getRandomValues(new Uint8Array(LENGTH * 2))) {
      if (byte < limit && text.length < LENGTH) text += ALPHABET.charAt(byte % ALPHABET.length);
    }
  }
  return `${prefix}_${text}`;
}
