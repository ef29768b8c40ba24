/** @file A report as one HTML file: styles and faces inside, no script, nothing fetched. */
import { renderToStaticMarkup } from "react-dom/server";
import type { Report } from "./reportFile";
import { ReportPage } from "./ReportPage";

/** The browser itself refuses whatever is not in the file. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; base-uri 'none'; form-action 'none'";

/** The page as HTML; React escapes every text of the data. `styles`: style sheets of this program. */
export function renderReport(report: Report, styles: string): string {
  const { corpus, model } = report.file;
  const page = (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta httpEquiv="Content-Security-Policy" content={POLICY} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <title>{`${corpus.name}, ${model.title}: Entity Bias Explorer`}</title>
        <style dangerouslySetInnerHTML={{ __html: styles }} />
      </head>
      <body>
        <ReportPage report={report} />
      </body>
    </html>
  );
  return `<!doctype html>\n${renderToStaticMarkup(page)}\n`;
}
