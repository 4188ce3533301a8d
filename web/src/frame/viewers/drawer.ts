/* pdf.js's worker, under a name that the server knows for one that is hashed. */
import "pdfjs-dist/legacy/build/pdf.worker.min.mjs";
