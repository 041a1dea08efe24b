// Median milliseconds of fit-file-parser for one file.
import fs from "node:fs";
import parser from "fit-file-parser";

const FitParser = parser.default ?? parser;
const data = fs.readFileSync(process.argv[2]);
const times = [];
for (let i = 0; i < 5; i++) {
  const before = process.cpuUsage();
  await new Promise((resolve, reject) =>
    new FitParser({ force: true, mode: "list" }).parse(data, (error, result) =>
      error || !result.records.length ? reject(error ?? "no records") : resolve()));
  const used = process.cpuUsage(before);
  times.push((used.user + used.system) / 1000);
}
times.sort((a, b) => a - b);
console.log(times[2].toFixed(3));
