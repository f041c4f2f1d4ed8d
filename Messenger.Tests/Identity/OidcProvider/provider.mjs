// An independent OpenID provider for the tests of external sign-in.
//   node provider.mjs <redirect uri> ...     prints its issuer, then serves until its standard input ends.
//   PUT /person {"sub": "...", "name": "...", ...}     says who signs in from now on; there is no page to click on.
import { createServer } from "node:http";
import Provider from "oidc-provider";

let person = { sub: "nobody" };
const server = createServer();
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
const issuer = `http://127.0.0.1:${server.address().port}`;

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: "messenger",
      client_secret: "a-secret-of-the-tests",
      redirect_uris: process.argv.slice(2),
      grant_types: ["authorization_code"],
      response_types: ["code"],
    },
  ],
  claims: {
    openid: ["sub"],
    profile: ["name", "preferred_username", "department"],
    email: ["email", "email_verified"],
  },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
  cookies: { keys: ["only-for-tests"] },
  pkce: { required: () => true },
  findAccount: (_context, sub) => {
    const claims = sub === person.sub ? person : { sub };
    return { accountId: sub, claims: () => claims };
  },
  // The tests change the person between sign-ins, and each sign-in comes with a browser without cookies: nobody is signed in here already.
  ttl: { Session: 600, Interaction: 60, Grant: 600, AccessToken: 60, AuthorizationCode: 60, IdToken: 60 },
});
const callback = provider.callback();

async function bodyOf(request) {
  let text = "";
  for await (const part of request) text += part;
  return JSON.parse(text);
}

server.on("request", async (request, response) => {
  try {
    if (request.method === "PUT" && request.url === "/person") {
      person = await bodyOf(request);
      response.writeHead(204).end();
    } else if (request.url.startsWith("/interaction/")) {
      const { prompt, params, session, grantId } = await provider.interactionDetails(request, response);
      if (prompt.name === "login") {
        await provider.interactionFinished(request, response, { login: { accountId: person.sub } });
      } else {
        const grant = grantId
          ? await provider.Grant.find(grantId)
          : new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
        grant.addOIDCScope(params.scope);
        await provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } }, { mergeWithLastSubmission: true });
      }
    } else {
      callback(request, response);
    }
  } catch (error) {
    response.writeHead(500).end(String(error));
  }
});

console.log(issuer);
process.stdin.resume();
process.stdin.on("end", () => process.exit(0));
