export { AuthRefusal, auth, authThenOut, prepareAuth } from "./auth";
export { answered, client } from "./client";
export { type RequestOptions, request, requestFile, unsafeHeaders, uploadFile } from "./http";
export { type FaultyPart, ProblemError, unreachable } from "./problem";
export * from "./queries";
export type * from "./types";
