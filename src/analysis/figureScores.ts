/** @file The scores that a results file holds. */
import type { ResultsFile } from "../data/resultsFile";
import type { RowScore } from "./rowScore";

/** The scores in a results file, one for each of its rows. */
export function listFigureScores({ columns, settings, model }: ResultsFile): RowScore[] {
  return columns.row.map((_, i) => {
    const swapLabels = columns.swapAnswers[i]!;
    return {
      kind: "score",
      label: columns.answer[i]!,
      probability: columns.probability[i]!,
      variance: {
        subject: columns.varianceSubject[i]!,
        object: columns.varianceObject[i]!,
        row: columns.varianceRow[i]!,
      },
      numDraws: model.hasBottleneck ? settings.draws : 0,
      numDrawFlips: columns.drawFlips[i]!,
      swapLabels,
      swapVariance:
        swapLabels.length === 0
          ? null
          : {
              subject: columns.oodVarianceSubject[i]!,
              object: columns.oodVarianceObject[i]!,
              row: columns.oodVarianceRow[i]!,
            },
      divergence: columns.divergence[i]!,
    };
  });
}
