import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { fileURLToPath } from "node:url";

export interface Measured {
  readonly what: string;
  readonly measured: string;
  readonly budget: string;
  /** Absent for what has no budget, and only explains. */
  readonly met?: boolean;
}

const folder = fileURLToPath(new URL("../../../bench/results/", import.meta.url));

/** Collects what is measured, prints it as a table and writes it down beside the other results. */
export class Report {
  readonly #rows: Measured[] = [];
  readonly #notes: string[];

  constructor(browser: string, notes: readonly string[]) {
    const machine = `${cpus().length} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB, ${browser}`;
    this.#notes = [machine, ...notes];
  }

  add(row: Measured): void {
    this.#rows.push(row);
    console.log(line(row));
  }

  write(): void {
    mkdirSync(folder, { recursive: true });
    const table = ["| what | measured | budget | |", "| --- | --- | --- | --- |", ...this.#rows.map(line)];
    const notes = this.#notes.map((note) => `- ${note}`);
    writeFileSync(
      `${folder}web.md`,
      ["# The web client against its budgets", "", ...notes, "", ...table, ""].join("\n"),
    );
    writeFileSync(`${folder}web.json`, `${JSON.stringify({ notes: this.#notes, rows: this.#rows }, undefined, 2)}\n`);
  }
}

const line = ({ what, measured, budget, met }: Measured): string =>
  `| ${what} | ${measured} | ${budget} | ${met === undefined ? "" : met ? "met" : "**missed**"} |`;
