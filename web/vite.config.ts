import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The address of a running `sojourn serve`, for `npm run dev`. */
const server = process.env.SOJOURN_SERVER ?? "http://127.0.0.1:8765";

export default defineConfig({
  plugins: [react()],
  resolve: {
    alias: { "@theme": here("../src/sojourn/render/theme.json"), "@": here("./src") },
  },
  build: {
    outDir: here("../src/sojourn/server/web"),
    emptyOutDir: true,
    target: "es2023",
    chunkSizeWarningLimit: 700,
  },
  // The server compares Origin with Host, so the proxy must leave Host as it came.
  server: {
    proxy: {
      "/api": { target: server },
      "/_allauth": { target: server },
      "/live": { target: server, ws: true },
    },
  },
  test: {
    environment: "jsdom",
    testTimeout: 30_000,
    include: ["src/**/*.test.{ts,tsx}", "tests/**/*.test.{ts,tsx}"],
  },
});
