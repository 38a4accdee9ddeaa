import react from '@vitejs/plugin-react';
import { defineConfig, loadEnv } from 'vite';
import { guidePlugin } from './guide/plugin.ts';

// `npm run web:dev` serves the page with hot reload and hands /api to a running desk, whose address POSTSTELLE_URL names.
export default defineConfig(({ mode }) => {
  const desk = loadEnv(mode, '..', 'POSTSTELLE_')['POSTSTELLE_URL'] ?? 'http://127.0.0.1:8250';
  return {
    root: import.meta.dirname,
    plugins: [react(), guidePlugin()],
    // The guide lies in docs/, beside this folder.
    server: { host: '127.0.0.1', proxy: { '/api': { target: desk } }, fs: { allow: ['..'] } },
    build: {
      outDir: 'dist',
      emptyOutDir: true,
      target: 'es2022',
      // Everything is a file of our own: the content security policy then needs no data: sources for scripts, styles and fonts.
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 700,
      rolldownOptions: {
        output: {
          // What most pages share travels in one file instead of fifty small ones. A lower count would bring what lists do not need.
          codeSplitting: { groups: [{ name: 'shared', test: /node_modules/, minShareCount: 23 }] },
        },
      },
    },
  };
});
