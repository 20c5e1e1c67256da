/** The one door to the server: JSON in, JSON out, refusals as `ProblemError`. */
import { ProblemError, problemOf, unreachable } from "./problem";

export interface RequestOptions {
  method?: "GET" | "POST" | "DELETE";
  body?: unknown;
  signal?: AbortSignal;
}

function csrfToken(): string | null {
  const found = document.cookie.split("; ").find((pair) => /^(__Host-)?sojourn-csrf=/.test(pair));
  return found === undefined ? null : decodeURIComponent(found.slice(found.indexOf("=") + 1));
}

export function unsafeHeaders(): Record<string, string> {
  const token = csrfToken();
  return token === null ? {} : { "X-CSRFToken": token };
}

async function answer(path: string, { method = "GET", body, signal }: RequestOptions): Promise<Response> {
  try {
    return await fetch(path, {
      method,
      credentials: "same-origin",
      signal,
      headers: {
        Accept: "application/json",
        ...(body === undefined || body instanceof FormData ? {} : { "Content-Type": "application/json" }),
        ...(method === "GET" ? {} : unsafeHeaders()),
      },
      body: body === undefined || body instanceof FormData ? body : JSON.stringify(body),
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw unreachable();
  }
}

/**
 * Asks the server.
 *
 * @throws ProblemError when the server refuses or does not answer.
 */
export async function request<Answer>(path: string, options: RequestOptions = {}): Promise<Answer> {
  const response = await answer(path, options);
  if (!response.ok) throw await problemOf(response);
  if (response.status === 204) return undefined as Answer;
  return (await response.json()) as Answer;
}

/** Asks for a file. */
export async function requestFile(path: string, options: RequestOptions = {}): Promise<Blob> {
  const response = await answer(path, options);
  if (!response.ok) throw await problemOf(response);
  return response.blob();
}

/** Sends one file, telling how much has gone (0 to 1). */
export function uploadFile<Answer>(
  path: string,
  file: File,
  onProgress: (share: number) => void,
  signal?: AbortSignal,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const transfer = new XMLHttpRequest();
    transfer.open("POST", path);
    transfer.responseType = "text";
    for (const [name, value] of Object.entries(unsafeHeaders())) transfer.setRequestHeader(name, value);
    transfer.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    };
    transfer.onerror = () => reject(unreachable());
    transfer.onabort = () => reject(new DOMException("The upload was cancelled.", "AbortError"));
    transfer.onload = () => {
      if (transfer.status >= 200 && transfer.status < 300) {
        resolve(JSON.parse(transfer.responseText) as Answer);
        return;
      }
      problemOf(new Response(transfer.responseText, { status: transfer.status })).then(reject, reject);
    };
    signal?.addEventListener("abort", () => transfer.abort());
    const form = new FormData();
    form.append("file", file);
    transfer.send(form);
  });
}

export { ProblemError };
