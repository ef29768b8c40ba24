/** @file Lesson 4: leaky names and doubtful labels in a corpus, found and judged. */
import { msg } from "../messages/translate";
import { ownLesson } from "./ownLesson";

export const AUDIT = ownLesson({
  version: 1,
  id: "audit",
  title: msg("Auditing a dataset"),
  summary: msg("You can find rows that a model answers by the names, and judge a label with a reason."),
  minutes: 12,
  steps: [
    {
      view: "corpus",
      title: msg("Whose data is it?"),
      text: msg(
        "A model learns what is in its data, with all its slips: labels that are wrong, names that always come with the same label, pairs that give the answer away. Who checks a dataset is called its auditor. For the next minutes that is you.",
      ),
      setup: { compare: false, beta: null },
      ask: msg("Choose “Open the demo corpus”. If it is open already, you are done."),
      task: { kind: "openCorpus", source: "demo" },
      reveal: msg(
        "{rows} rows are open. The corpus was written for this page, and some of its rows are hard on purpose.",
      ),
    },
    {
      view: "corpus",
      title: msg("Score a few rows"),
      text: msg(
        "You do not need to score everything to begin. A selection keeps it short: here the rows whose label is “place of birth”. Each is read as it is written and with four other pairs of names.",
      ),
      setup: { scoring: { draws: 0, swaps: 4 }, selection: { relation: "place of birth" } },
      hidden: ["histogram", "shift", "scores", "flipSlices"],
      covered: ["flips", "rows", "entities"],
      predict: {
        question: msg("For how many of these rows will at least one other pair of names change the answer?"),
        choices: [
          { text: msg("For half of them or more"), holds: "manyFlip" },
          { text: msg("For fewer than half"), holds: "fewFlip" },
        ],
      },
      ask: msg("Press “Score” for the selected rows."),
      task: { kind: "score", rows: 10 },
      reveal: msg(
        "{flipping} of {scored} scored rows change their answer with at least one other pair.\n\n" +
          "A row that changes is one whose answer hangs on its names. That may be the model’s fault or the row’s: look before you judge.",
      ),
    },
    {
      view: "corpus",
      title: msg("Leaky names"),
      text: msg(
        "A name is leaky when it gives the label away: whoever sees it does not have to read on. The table of names lists for each how often its rows change, and its most frequent wrong answer. A name whose rows never change deserves a look as much as one whose rows always do.",
      ),
      hidden: ["histogram", "shift", "scores", "flipSlices"],
      ask: msg("Go to the table of names and press one of the names. Its rows are selected."),
      task: { kind: "select", by: "name" },
      reveal: msg(
        "The figures now show the rows of one name. With one or two rows per name you can only ask a question. It takes many rows of a name to answer it.",
      ),
    },
    {
      view: "review",
      title: msg("Same names, two labels"),
      text: msg(
        "The Review view orders rows by how much there is to doubt. One reason needs no model at all: the same pair of names stands in two rows with different labels. Both may be right, because the sentences differ. Or one of them is a slip.",
      ),
      setup: { selection: null },
      ask: msg("Open another row of the list: press J, or go to the list and use the arrow keys."),
      task: { kind: "openRow" },
      reveal: msg(
        "Read the sentence before you look at the label. Ask: does this sentence say it, or do I merely know it? A label that is true in the world can still be wrong for the sentence.",
      ),
    },
    {
      view: "review",
      title: msg("Judge two labels"),
      text: msg(
        "For each row you can keep its label, give it another one, or flag it for somebody else. A flag is not a weakness: it is the honest answer when the sentence is unclear.\n\n" +
          "Your decisions stay on this computer. They can be exported, and a second annotator can decide without seeing yours.",
      ),
      predict: {
        question: msg("Of the two rows that you will judge, how many labels will you keep?"),
        choices: [{ text: msg("Both labels") }, { text: msg("One label") }, { text: msg("Neither") }],
      },
      ask: msg("Decide about two rows: 1 keeps the label, 2 gives another, 3 flags the row."),
      task: { kind: "judge", rows: 2 },
      reveal: msg(
        "You have decided about {decided} rows of this corpus.\n\n" +
          "Where two people decide about the same rows, their agreement can be measured. Where they disagree, the guideline is often what is unclear, not the people.",
      ),
    },
  ],
  check: [
    {
      question: msg("What makes a pair of names leaky?"),
      choices: [
        {
          text: msg("It appears in the corpus only once"),
          why: msg("Rare pairs are hard to judge, but they give nothing away by being rare."),
        },
        {
          text: msg("Its label can be told without reading the sentence"),
          why: msg(
            "Yes: then a model can be right without reading, and will be wrong where the sentence says otherwise.",
          ),
        },
        { text: msg("It has a wrong label"), why: msg("That is a slip. A leaky pair may be labelled correctly.") },
      ],
      right: 1,
    },
    {
      question: msg(
        "The sentence says that two players met at a dinner. You know that they are married. The label says “spouse”. You …",
      ),
      choices: [
        {
          text: msg("keep it, because it is true"),
          why: msg("True in the world, but the sentence does not say it. A model trained on it learns the names."),
        },
        { text: msg("give it “no relation”"), why: msg("Yes: the label belongs to the sentence.") },
        {
          text: msg("delete the row"),
          why: msg(
            "The row is good once its label is right. Rows with “no relation” and well-known names are the best test there is.",
          ),
        },
      ],
      right: 1,
    },
    {
      question: msg("A model disagrees with a label and is very sure. What does that tell you?"),
      choices: [
        {
          text: msg("The label is wrong"),
          why: msg("Models are sure of wrong answers too, above all when they know the names."),
        },
        {
          text: msg("The row is worth a look"),
          why: msg("Yes. A disagreement sets the order of your work. The decision is yours."),
        },
        {
          text: msg("The model is wrong"),
          why: msg("Perhaps. People slip as well, and that is what an audit looks for."),
        },
      ],
      right: 1,
    },
  ],
  worksheet: [
    {
      question: msg(
        "Copy one sentence that you flagged or would flag. What would an annotator have to know to decide?",
      ),
      lines: 5,
      answer: msg(
        "A sentence together with the missing rule of the guideline, for example whether a former employer counts.",
      ),
    },
    {
      question: msg("Write a rule for annotators: when is “place of birth” right, and when not?"),
      lines: 5,
      answer: msg(
        "Right when the sentence itself says or clearly implies the birth there. Not when it says living, growing up or coming from there.",
      ),
    },
    {
      question: msg("Invent a leaky pair of names, and a sentence for it whose right label is “no relation”."),
      lines: 4,
      answer: msg("Any well-known pair in a sentence that links them in no way."),
    },
    {
      question: msg("Why should a second annotator not see the decisions of the first?"),
      lines: 3,
      answer: msg(
        "Because one tends to agree with what one sees. Then the agreement measures politeness and not the clarity of the task.",
      ),
    },
  ],
});
