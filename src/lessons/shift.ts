/** @file Lesson 3: rows as written against the same rows with other names; a claim of the paper, and what is measured. */
import { msg } from "../messages/translate";
import { ownLesson } from "./ownLesson";

export const SHIFT = ownLesson({
  version: 1,
  id: "id-and-ood",
  title: msg("ID and OOD: why the histogram moves"),
  summary: msg("You can read a shift with its interval, and tell a claim from a measurement."),
  minutes: 10,
  steps: [
    {
      view: "corpus",
      title: msg("Many rows instead of one"),
      text: msg(
        "One sentence shows what can happen. To learn how often it happens you need many. The demo corpus holds sentences that were written for this page, each with a subject, an object and the right relation.",
      ),
      setup: { model: "vib", compare: false, beta: null },
      ask: msg("Choose “Open the demo corpus”."),
      task: { kind: "openCorpus", source: "demo" },
      reveal: msg("{rows} rows are open. None of them leaves this computer, and neither would rows of your own."),
    },
    {
      view: "corpus",
      title: msg("The same rows with other names"),
      text: msg(
        "ID is short for in distribution: rows as they are written, with names such as those the model was trained on. OOD is short for out of distribution: here the same rows with both names replaced by unseen names of the same type. Every word that is not a name stays.\n\n" +
          "To be quick, only a part of the rows is selected, and each row gets one pair of other names.",
      ),
      setup: { scoring: { draws: 0, swaps: 1 }, selection: { text: "was" } },
      hidden: ["histogram", "flips", "shift", "scores", "flipSlices", "rows", "entities"],
      ask: msg("Press “Score” for the selected rows, and wait until they are scored."),
      task: { kind: "score", rows: 60 },
      reveal: msg("{scored} rows are scored. For each there are two readings now: as written, and with other names."),
    },
    {
      view: "corpus",
      title: msg("Which way does it move?"),
      text: msg(
        "Each row has a variance: the mean over the pieces of its two names. Two histograms of it can be laid over each other, one for ID and one for OOD.\n\n" +
          "The VIB paper reports for its largest model that part of the rows moves into the lowest bin when the names are replaced. It takes this as a sign that the names had been used, and are of less use now. What do you expect of this model?",
      ),
      covered: ["histogram", "flips", "shift", "scores", "flipSlices", "rows", "entities"],
      formulas: ["shift"],
      predict: {
        question: msg("With other names, the mean variance of these rows is …"),
        choices: [
          { text: msg("higher"), holds: "swappedHigher" },
          { text: msg("lower"), holds: "swappedLower" },
          { text: msg("not clearly different"), holds: "swappedAlike" },
        ],
      },
      ask: msg("Wait until the statistics of the rows stand there."),
      task: { kind: "analysed" },
      reveal: msg(
        "As written {varianceWritten}, with other names {varianceSwapped}. The difference is {difference}, with a 95% interval from {differenceLow} to {differenceHigh}.\n\n" +
          "If the interval holds 0, these rows do not tell which way it moves. More rows make it narrower.",
      ),
    },
    {
      view: "corpus",
      title: msg("Who stands in one bin?"),
      text: msg(
        "A bin is a range of variance. Every row of the corpus stands in one. If low variance means that a model leans on the name, then rows in the low bins should change their answer more often when the name changes.\n\n" +
          "Select a bin on the left, and look at the other figures: they now show only its rows.",
      ),
      predict: {
        question: msg("Do rows of low variance change their answer more often than all rows do?"),
        choices: [
          { text: msg("Yes, more often"), holds: "selectedFlipMore" },
          { text: msg("No, less often or the same"), holds: "selectedFlipNotMore" },
        ],
      },
      ask: msg(
        "Select one of the lowest bins that holds rows: drag over it in the histogram, or go to it with the arrow keys and press Enter.",
      ),
      task: { kind: "brush" },
      reveal: msg(
        "Selected: {selected} rows, of which {flipRateSelected} change their answer with another pair of names. Of all {scored} scored rows it is {flipRate}.\n\n" +
          "This is a handful of rows. Do not believe it before you have seen the next step.",
      ),
    },
    {
      view: "corpus",
      title: msg("A claim and a measurement"),
      text: msg(
        "The paper claims: low variance, the model relies on the name; high variance, it relies on the context. It supports this by how the histograms of ID and OOD differ. This page measures something more direct: whether the answer of a row changes when its names change, next to the variance of that row.\n\n" +
          "Below stands what this page’s own training runs found on a test set of thousands of rows. It was measured on small models and on another corpus than the paper’s, so it does not disprove the paper. But it is what you should expect of the model on this page.",
      ),
      findings: "variance",
      ask: msg("Clear the selection, so that all scored rows are back in the figures."),
      task: { kind: "clear" },
      reveal: msg(
        "Whenever a page shows you one quantity as a sign of another, ask for the scatter plot of the two, for the number of points, and for the interval. In the Corpus view it is the figure beside the histogram.",
      ),
    },
  ],
  check: [
    {
      question: msg("What is the same in an ID row and its OOD twin?"),
      choices: [
        { text: msg("The names"), why: msg("The names are exactly what was replaced.") },
        {
          text: msg("All words that are not one of the two names, and the right answer"),
          why: msg("Yes. The text says the same about the new names, so the right answer stays."),
        },
        {
          text: msg("The variance"),
          why: msg("The variance belongs to the names, so it may move. That is the shift."),
        },
      ],
      right: 1,
    },
    {
      question: msg("The difference of two means is 0.004, with an interval from −0.003 to 0.011. What do you write?"),
      choices: [
        {
          text: msg("OOD is higher"),
          why: msg("The interval also holds values below 0: the data do not exclude that it is lower."),
        },
        {
          text: msg("No clear difference"),
          why: msg("Yes: the interval holds 0. Give the interval and the number of rows with it."),
        },
        {
          text: msg("There is no difference"),
          why: msg(
            "That would need an interval that is narrow around 0. Not finding is not the same as knowing that there is none.",
          ),
        },
      ],
      right: 1,
    },
    {
      question: msg("A paper finds a link and your model does not show it. Which is the best next step?"),
      choices: [
        {
          text: msg("Say that the paper is wrong"),
          why: msg("Model, corpus, names and settings differ. One of these may be the reason."),
        },
        {
          text: msg("Leave your result out"),
          why: msg("Then the next reader believes what you could have corrected."),
        },
        {
          text: msg("Report both, with what differs between them"),
          why: msg("Yes: what was measured, on what, how many rows, and in what it differs from the paper."),
        },
      ],
      right: 2,
    },
  ],
  worksheet: [
    {
      question: msg("Write down your shift: both means, the difference, its interval, and the number of rows."),
      lines: 3,
      answer: msg("The numbers depend on the model. Complete is an answer with all five."),
    },
    {
      question: msg("Sketch the two histograms. Mark where they differ most."),
      lines: 7,
      answer: msg(
        "Two outlines over one axis from 0 upwards, one labelled ID and one OOD, with the bin of the largest difference marked.",
      ),
    },
    {
      question: msg(
        "The paper reads low variance as reliance on the name. Which figure on the page tests that, and how?",
      ),
      lines: 4,
      answer: msg(
        "Variance against flips: each row is a point, with its variance and the share of other names that change its answer. Spearman’s ρ with its interval says whether the two go together.",
      ),
    },
    {
      question: msg("Name two reasons why this page may find something else than the paper."),
      lines: 4,
      answer: msg(
        "For example: smaller models, another corpus, another way to choose the new names, another weight of the second part of the loss.",
      ),
    },
  ],
});
