/** What the server says when something does not work (RFC 9457), as an error for people. */

export interface ProblemBody {
  type?: string;
  title?: string;
  status?: number;
  detail?: string;
  errors?: readonly FaultyPart[];
}

/** One faulty part of a request; in a text, also where in it. */
export interface FaultyPart {
  pointer?: string;
  detail?: string;
  position?: number;
  length?: number;
}

export class ProblemError extends Error {
  readonly title: string;
  readonly detail: string;
  readonly status: number;
  /** The last part of the problem's type, such as `empty-log`. */
  readonly code: string;
  readonly errors: readonly FaultyPart[];

  constructor({ title, detail, status, type, errors }: ProblemBody) {
    super(title ?? "The server could not answer.");
    this.name = "ProblemError";
    this.title = this.message;
    this.detail = detail ?? "";
    this.status = status ?? 0;
    this.errors = errors ?? [];
    this.code = (type ?? "").split(/[/:#]/).at(-1) ?? "";
  }
}

const isBody = (value: unknown): value is ProblemBody => typeof value === "object" && value !== null;

/** Reads a refused answer, whatever its body looks like. */
export async function problemOf(response: Response): Promise<ProblemError> {
  const text = await response.text();
  const fallback = { title: `The server answered ${response.status}.`, status: response.status };
  try {
    const body: unknown = JSON.parse(text);
    if (isBody(body)) return new ProblemError({ ...fallback, ...body });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return new ProblemError(fallback);
}

/** The server did not answer at all. */
export const unreachable = (): ProblemError =>
  new ProblemError({
    type: "unreachable",
    title: "The server does not answer.",
    detail: "Check that it is running, then try again. Nothing you saved is lost.",
    status: 0,
  });
