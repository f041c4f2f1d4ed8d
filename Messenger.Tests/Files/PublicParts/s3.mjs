// An S3-compatible server on a free port, with one bucket: node s3.mjs DIRECTORY BUCKET. It ends with its input.
import S3rver from "s3rver";

const [directory, bucket] = process.argv.slice(2);
const server = new S3rver({ address: "127.0.0.1", port: 0, silent: true, directory, configureBuckets: [{ name: bucket }] });
const address = await server.run();
console.log(`http://127.0.0.1:${address.port}`);
process.stdin.resume().on("end", () => process.exit(0));
