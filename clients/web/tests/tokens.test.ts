import { describe, expect, test } from "vitest";
import { newToken, scopesFor, tokenOf } from "../src/features/Identity/token.model.ts";

describe("a personal access token", () => {
  test("has a name, a scope and a number of days that the server takes", () => {
    const form = { ...newToken, name: " backup " };
    expect(tokenOf(form)).toEqual({ name: "backup", scopes: ["read"], expiresInDays: 90 });
    expect(tokenOf({ ...form, name: " " })).toBeUndefined();
    expect(tokenOf({ ...form, scopes: new Set() })).toBeUndefined();
    for (const days of ["", "0", "367", "1.5"]) expect(tokenOf({ ...form, days })).toBeUndefined();
  });

  test("administrates for administrators alone", () => {
    expect(scopesFor(false)).not.toContain("administrate");
    expect(scopesFor(true)).toContain("administrate");
  });
});
