import { createRoot } from "react-dom/client";

// What the client's start is compared with: the least that a page with React can do.
const root = document.getElementById("root");
if (root !== null) createRoot(root).render(<p id="line">One line</p>);
