/** @file Lesson 2: mean, variance, sampling and blend, each moved by hand. */
import { msg } from "../messages/translate";
import { markSentence } from "./markSentence";
import { ownLesson } from "./ownLesson";

const SENTENCE = markSentence(
  "Marta Lindgren moved to Porto last spring and joined Valmora Press as an editor in June.",
  ["Marta Lindgren", "PERSON"],
  ["Valmora Press", "ORGANIZATION"],
  "employee or member of",
);

export const BOTTLENECK = ownLesson({
  version: 1,
  id: "bottleneck",
  title: msg("What the bottleneck does"),
  summary: msg("You can say what mean, variance, a draw and β are, and what each of them does to an answer."),
  minutes: 12,
  steps: [
    {
      view: "bench",
      title: msg("A name becomes a cloud"),
      text: msg(
        "A model without a bottleneck hands a name on as it is: one point in a space of many dimensions. The VIB model turns each piece of a name into a cloud. The cloud has a centre, the mean μ, and a width, the standard deviation σ.\n\n" +
          "A narrow cloud says exactly which name it was. In a wide one many names look alike.",
      ),
      setup: { sentence: SENTENCE, model: "vib", compare: false, beta: null, draws: 16, seed: 7, swapRole: "subject" },
      formulas: ["blurring", "variance"],
      covered: ["variance", "draws", "cloud"],
      predict: {
        question: msg("Marta Lindgren and Valmora Press are both made up. Which of the two gets the wider cloud?"),
        choices: [
          { text: msg("The person"), holds: "subjectBlurredMore" },
          { text: msg("The company"), holds: "objectBlurredMore" },
        ],
      },
      reveal: msg(
        "Mean variance of {subject}: {varianceSubject}. Of {object}: {varianceObject}.\n\n" +
          "The columns under the sentence stand on the pieces that the model cuts each name into. All other words have no column: they never enter the bottleneck.",
      ),
    },
    {
      view: "bench",
      title: msg("Draw from the cloud"),
      text: msg(
        "To read the sentence, the model takes one point out of each cloud by chance: a draw. Another draw, another point. If the clouds are wide, or if the answer hangs on exactly which name it is, the answers of the draws may differ.\n\n" +
          "The page makes K draws at once and shows each of them as a thin tick.",
      ),
      formulas: ["sampling"],
      covered: ["prediction", "draws"],
      predict: {
        question: msg("Of 16 fresh draws, will all give the same answer?"),
        choices: [
          { text: msg("Yes, all 16 agree"), holds: "allDrawsAgree" },
          { text: msg("No, some say something else"), holds: "someDrawsDiffer" },
        ],
      },
      ask: msg("Choose “New draw” in the settings. It changes the seed of the noise."),
      task: { kind: "newDraw" },
      reveal: msg(
        "{agreeing} of {draws} draws say {relation}, the answer without noise.\n\n" +
          "Go back to the old seed and the old draws come back: the noise is fixed by the seed, so that you and your neighbour see the same.",
      ),
    },
    {
      view: "bench",
      title: msg("More draws"),
      text: msg(
        "With few draws, chance decides what you see. With many, the picture settles.\n\n" +
          "The bar is not one of the draws, nor their mean. It is the answer without noise, with every name at the centre of its cloud.",
      ),
      predict: {
        question: msg("You will set K to 64. What will the answer of the bar do?"),
        choices: [
          { text: msg("It stays as it is"), holds: "sameLabelAsSure" },
          { text: msg("It becomes less sure"), holds: "sameLabelLessSure" },
          { text: msg("It becomes surer"), holds: "sameLabelSurer" },
          { text: msg("It changes to another relation"), holds: "otherLabel" },
        ],
      },
      ask: msg("Set the draws K to 64."),
      task: { kind: "draws", low: 64, high: 64 },
      reveal: msg(
        "{relation}, {probability}; before it was {relationBefore}, {probabilityBefore}. {agreeing} of {draws} draws agree with it.\n\n" +
          "K changes how well you see the spread. It does not change the answer without noise.",
      ),
    },
    {
      view: "bench",
      title: msg("Nothing but the cloud"),
      text: msg(
        "β says how much of the cloud goes into the model. This model was trained with a β of its own, which the slider shows. At 1 the name as it was is gone, and only its draw is left.",
      ),
      formulas: ["blending"],
      setup: { draws: 16 },
      predict: {
        question: msg("What will the answer do when β goes to 1?"),
        choices: [
          { text: msg("It stays, just as sure"), holds: "sameLabelAsSure" },
          { text: msg("It stays, but less sure"), holds: "sameLabelLessSure" },
          { text: msg("It stays, and is surer"), holds: "sameLabelSurer" },
          { text: msg("It changes"), holds: "otherLabel" },
        ],
      },
      ask: msg("Move the slider of β to 1, or near it. With the keyboard: End."),
      task: { kind: "beta", low: 0.95, high: 1 },
      reveal: msg(
        "β = {beta}: {relation} ({probability}). Before: {relationBefore} ({probabilityBefore}). {agreeing} of {draws} draws agree; before it were {agreeingBefore}.\n\n" +
          "The model never saw this β in training, so you are testing it outside of what it learned.",
      ),
    },
    {
      view: "bench",
      title: msg("No cloud at all"),
      text: msg("Now the other end. At 0 the draw has no way into the model any more."),
      formulas: ["blending"],
      predict: {
        question: msg("With β at 0, will the draws still differ?"),
        choices: [
          { text: msg("Yes, some of them"), holds: "someDrawsDiffer" },
          { text: msg("No, all are the same"), holds: "allDrawsAgree" },
        ],
      },
      ask: msg("Move the slider of β to 0. With the keyboard: Home."),
      task: { kind: "beta", low: 0, high: 0 },
      reveal: msg(
        "β = {beta}: {agreeing} of {draws} draws agree. Put 0 into the formula: x′ = x, so the noise is multiplied by 0 and every draw is the same reading.\n\n" +
          "The variance is still drawn under the sentence, because the clouds are still computed. They are only not used.",
      ),
    },
    {
      view: "bench",
      title: msg("Why is a cloud wide or narrow?"),
      text: msg(
        "Training pulls in two directions. Right answers pull each name towards a narrow cloud of its own. The second part of the loss pulls all names into one wide cloud. What you see is where the two have come to rest for this name.\n\n" +
          "The VIB paper reads the width as a sign: narrow, the model leans on the name; wide, it leans on the words around it. Take that as a claim to be tested. The next lesson tests it.",
      ),
      setup: { beta: null },
      formulas: ["training"],
      predict: {
        question: msg(
          "You will put another name in for Marta Lindgren. What will the mean variance of the two names do?",
        ),
        choices: [
          { text: msg("It rises"), holds: "varianceUp" },
          { text: msg("It falls"), holds: "varianceDown" },
          { text: msg("It stays about the same"), holds: "varianceAlike" },
        ],
      },
      ask: msg("Choose another name for the subject, a frequent one if you can, and watch the columns."),
      task: { kind: "swap", role: "subject" },
      reveal: msg(
        "{subjectBefore}: {varianceSubjectBefore}. {subject}: {varianceSubject}. The other name, {object}, went from {varianceObjectBefore} to {varianceObject}: only its own pieces and their places decide its cloud.\n\n" +
          "One name proves nothing. In the Corpus view you can look at hundreds of rows at once.",
      ),
    },
  ],
  check: [
    {
      question: msg("What does the variance under a name say, by its definition?"),
      choices: [
        {
          text: msg("How probable the answer is"),
          why: msg("That is the bar. Variance belongs to a name, not to an answer."),
        },
        {
          text: msg("How wide the cloud is from which the name’s draws come"),
          why: msg("Yes: the mean of σ² over the dimensions. What it means for the model is a second question."),
        },
        {
          text: msg("How often the name was seen in training"),
          why: msg("It may have to do with that, but it is not computed from it."),
        },
      ],
      right: 1,
    },
    {
      question: msg("Two people use the same sentence, model, β, K and seed on different computers. Their draws are …"),
      choices: [
        {
          text: msg("different, because noise is chance"),
          why: msg("The noise comes from a seeded generator: the same seed gives the same noise."),
        },
        {
          text: msg("the same for both"),
          why: msg("Yes. That is what the seed is for: a result that nobody can repeat is hard to discuss."),
        },
        {
          text: msg("the same only without a network"),
          why: msg("The network has no part in it: everything is computed on the own computer."),
        },
      ],
      right: 1,
    },
    {
      question: msg("At β = 0 all draws agree. Does that mean that the model is sure?"),
      choices: [
        { text: msg("Yes, no draw contradicts it"), why: msg("No draw can: the noise does not reach the model.") },
        {
          text: msg("No, the noise just does not reach it"),
          why: msg("Yes. How sure it is stands in the probability, and even that may be wrong."),
        },
      ],
      right: 1,
    },
  ],
  worksheet: [
    {
      question: msg(
        "Draw two clouds: one of a name that the model tells apart from all others, one of a name that it blurs. Mark μ and σ in both.",
      ),
      lines: 6,
      answer: msg("A narrow and a wide cloud. μ is the centre, σ the distance from it to the edge of the cloud."),
    },
    {
      question: msg("Write the formula of the blend and put in β = 0, 0.5 and 1. What is left each time?"),
      lines: 4,
      answer: msg("0: x, the name as it was. 0.5: half of each. 1: z, the draw alone."),
    },
    {
      question: msg(
        "Note the answers of your draws for K = 8 with two seeds. What would you report, and with which numbers?",
      ),
      lines: 4,
      answer: msg(
        "How many of how many draws give which answer, together with K and the seed. With 8 draws one more or less is chance.",
      ),
    },
    {
      question: msg("Somebody says: wide clouds prove that the model reads the sentence. What would you ask them?"),
      lines: 4,
      answer: msg(
        "Whether rows with wide clouds really keep their answers when names are swapped, over how many rows, and with what interval. Variance is defined by the cloud, not by the use of the text.",
      ),
    },
  ],
});
