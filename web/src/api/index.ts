export { answered, client } from "./client";
export { type RequestOptions, request, unsafeHeaders, uploadFile } from "./http";
export { ProblemError } from "./problem";
export * from "./queries";
export type * from "./types";
