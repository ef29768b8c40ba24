/** @file Every format that rows of any origin can be written in. */
import { bratExporter } from "./bratFiles";
import { csvExporter } from "./csvRows";
import type { Exporter } from "./exporter";
import { jsonlExporter } from "./jsonlRows";
import { labelStudioExporter } from "./labelStudioPredictions";
import { tacredExporter } from "./tacredRows";

export const EXPORTERS: readonly Exporter[] = [
  jsonlExporter,
  tacredExporter,
  csvExporter,
  bratExporter,
  labelStudioExporter,
];
