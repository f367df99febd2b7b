// Replicates an event stream with ldes-client: node replicate.mjs MODULE URL prints each member as JSON, its quads by graph.
import { pathToFileURL } from "node:url";

const { replicateLDES, intoConfig } = await import(pathToFileURL(process.argv[2]).href);
const client = replicateLDES(intoConfig({ url: process.argv[3], follow: false, noShape: true }));
const reader = client.stream({ highWaterMark: 10 }).getReader();
for (;;) {
  const { done, value } = await reader.read();
  if (done) break;
  const quads = value.quads.map((quad) => [quad.subject.value, quad.predicate.value, quad.object.value, quad.graph.value]);
  console.log(JSON.stringify({ id: value.id.value, quads }));
}
