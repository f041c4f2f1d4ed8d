import { describe, expect, test } from "vitest";
import { LINK_LIVES, linkOf, newLink, qrPath, standingIn } from "../src/features/Conversations/joining.model.ts";
import { head } from "./support.ts";

describe("joining", () => {
  test("is offered as one stands to a group: as a member, as one who has asked, else as its setting says", () => {
    const conversation = { ...head().conversation, visibility: "public", joining: "approval" } as const;
    expect(standingIn({ conversation, isMember: true, isRequested: false })).toBe("member");
    expect(standingIn({ conversation, isMember: false, isRequested: true })).toBe("asked");
    expect(standingIn({ conversation, isMember: false, isRequested: false })).toBe("approval");
  });

  test("by a link is for any number, or for a whole number that the server takes", () => {
    expect(linkOf(newLink)).toEqual({ expiresInSeconds: 604_800, needsApproval: false });
    expect(linkOf({ life: LINK_LIVES[0], uses: "3", needsApproval: true })).toEqual({
      expiresInSeconds: 3_600,
      uses: 3,
      needsApproval: true,
    });
    for (const uses of ["0", "-1", "1.5", "100001", "some"]) expect(linkOf({ ...newLink, uses })).toBeUndefined();
  });

  test("by a QR code draws each run of dark squares once", () => {
    const path = qrPath([
      [true, true, false, true],
      [false, false, false, false],
      [false, true, true, true],
    ]);
    expect(path).toBe("M0 0h2v1h-2zM3 0h1v1h-1zM1 2h3v1h-3z");
  });
});
