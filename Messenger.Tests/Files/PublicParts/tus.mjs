// The public client of tus sends a file up, is stopped half way and goes on: node tus.mjs ENDPOINT TOKEN FILE NAME. Prints the address of the upload.
import { createReadStream, statSync } from "node:fs";
import { Upload } from "tus-js-client";

const [endpoint, token, path, filename] = process.argv.slice(2);
const size = statSync(path).size;

function send(options) {
  return new Promise((resolve, reject) => {
    const upload = new Upload(createReadStream(path), {
      endpoint,
      headers: { Authorization: `Bearer ${token}` },
      metadata: { filename },
      uploadSize: size,
      chunkSize: 1_000_000,
      retryDelays: [0, 100, 500],
      onError: reject,
      onSuccess: () => resolve(upload.url),
      onProgress: (sent) => {
        if (options.stopAt !== undefined && sent >= options.stopAt) upload.abort().then(() => resolve(upload.url), reject);
      },
      ...(options.url === undefined ? {} : { uploadUrl: options.url }),
    });
    upload.start();
  });
}

const url = await send({ stopAt: size / 2 });
console.log(await send({ url }));
