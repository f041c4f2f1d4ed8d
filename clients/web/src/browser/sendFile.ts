import type { DetailedError, Upload } from "tus-js-client";
import { type Outcome, refused, Unknown } from "../core/outcome.ts";
import type { OpenSending } from "../core/uploads/FileSending.ts";
import type { ErrorCode } from "../wire/index.ts";

/** Bytes of one request: few enough for proxies that take no large ones. */
const PIECE = 16 * 1024 * 1024;

/** Pauses before a broken upload goes on, in milliseconds; counted anew whenever something has arrived. */
const PAUSES = [0, 1_000, 2_000, 5_000, 10_000, 20_000, 30_000];

/** Uploads by the tus protocol; what speaks it is fetched with the first file. */
export function openSendings(notSignedIn: () => void): OpenSending {
  const running = new Set<object>();
  // A reload loses what is on its way: the browser asks first.
  window.addEventListener("beforeunload", (event) => {
    if (running.size > 0) event.preventDefault();
  });
  return (file) => {
    let upload: Upload | undefined;
    let ended = false;
    const mine = {};
    return {
      send: async (progress) => {
        const tus = await import("tus-js-client").catch((fault) => {
          throw new Unknown(`tus: ${String(fault)}`);
        });
        const sent = new Promise<Outcome<string>>((resolve, reject) => {
          if (ended) return;
          running.add(mine);
          const begun = new tus.Upload(file, {
            endpoint: `${location.origin}/api/v1/uploads`,
            uploadUrl: upload?.url ?? null,
            metadata: { filename: file.name },
            chunkSize: PIECE,
            retryDelays: PAUSES,
            // A list of uploads in the browser's storage would outlive the session.
            storeFingerprintForResuming: false,
            onShouldRetry: mayGoOn,
            onProgress: (bytes) => progress(bytes),
            onSuccess: () => resolve({ ok: true, value: idOf(begun) }),
            onError: (fault) => {
              const code = codeOf(fault);
              if (code === "not_signed_in") notSignedIn();
              if (code === undefined) reject(new Unknown(`tus: ${fault.message}`));
              else resolve(refused(code));
            },
          });
          upload = begun;
          begun.start();
        });
        return sent.finally(() => running.delete(mine));
      },
      end: () => {
        ended = true;
        running.delete(mine);
        // What the server is not told of it throws away by itself, a day later.
        void upload?.abort(upload.url !== null).catch(() => undefined);
      },
    };
  };
}

const idOf = ({ url }: Upload): string => url?.split("/").at(-1) ?? "";

const statusOf = (fault: DetailedError): number => fault.originalResponse?.getStatus() ?? 0;

/** No answer, a server in trouble, or an upload that has moved on or is being moved: asking where it is helps. */
function mayGoOn(fault: DetailedError): boolean {
  const status = statusOf(fault);
  return status === 0 || status >= 500 || status === 409 || status === 423 || status === 429;
}

function codeOf(fault: Error | DetailedError): ErrorCode | undefined {
  if (!("originalResponse" in fault)) return undefined;
  const status = statusOf(fault);
  try {
    const { code } = JSON.parse(fault.originalResponse?.getBody() ?? "") as { code?: ErrorCode };
    if (code !== undefined) return code;
  } catch {
    // A proxy on the way says nothing in our words.
  }
  if (status === 401) return "not_signed_in";
  return status === 413 ? "file_too_large" : undefined;
}
