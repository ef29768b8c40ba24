/** @file Lesson 1: the same words with other names, names without words, words with other words. */
import { msg } from "../messages/translate";
import { markSentence } from "./markSentence";
import { ownLesson } from "./ownLesson";

const TEXT = "Two drivers of the bus line from Toyota to Nagoya waited at the harbour for the rain to stop.";
const SENTENCE = markSentence(TEXT, ["Toyota", "ORGANIZATION"], ["Nagoya", "LOCATION"], "no_relation");

export const NAMES_OR_TEXT = ownLesson({
  version: 1,
  id: "names-or-text",
  title: msg("Does it read the sentence or the names?"),
  summary: msg("You can test whether an answer comes from what a sentence says or from whom it names."),
  minutes: 10,
  steps: [
    {
      view: "bench",
      title: msg("Read it yourself first"),
      text: msg(
        "A relation extraction model is given a sentence and two names in it. It chooses from a list what the sentence says about the two: that a company has its headquarters in a city, say, or that two people are married. If the sentence says none of this, the right answer is “no relation”.\n\n" +
          "Read the sentence on the page. The blue name is the subject, the orange one the object. What does the sentence say about the two?",
      ),
      setup: { sentence: SENTENCE, beta: null, draws: 16, seed: 7, swapRole: "subject", compare: false },
      covered: ["swap", "variance", "prediction", "fingerprint", "batch", "compare", "draws", "cloud"],
      predict: {
        question: msg("What will the model answer?"),
        choices: [
          { text: msg("No relation: the sentence does not link the two"), holds: "noRelation" },
          { text: msg("Some relation, although the sentence states none"), holds: "someRelation" },
        ],
      },
      reveal: msg(
        "For {subject} and {object} the model says: {relation}, with a probability of {probability}.\n\n" +
          "Nothing in the sentence says how the two belong together, so “no relation” is right here. Whether the model is right for the right reason cannot be seen from one answer. You have to change something and look again.",
      ),
    },
    {
      view: "bench",
      title: msg("Another name, the same words"),
      text: msg(
        "Now change only a name. Every other word stays, so what the sentence says stays as well. A model that reads the sentence has no reason to change its answer.\n\n" +
          "Below the sentence there are columns of other names: some that were frequent in training, some rare, some never seen, some made up.",
      ),
      setup: { sentence: SENTENCE, swapRole: "subject" },
      covered: ["swap", "fingerprint", "batch"],
      predict: {
        question: msg("You will put another name in the place of Toyota. What will the answer do?"),
        choices: [
          { text: msg("It stays, just as sure"), holds: "sameLabelAsSure" },
          { text: msg("It stays, but less sure"), holds: "sameLabelLessSure" },
          { text: msg("It stays, and is surer"), holds: "sameLabelSurer" },
          { text: msg("It changes"), holds: "otherLabel" },
        ],
      },
      ask: msg(
        "Choose another name for the subject: go to the names below the sentence and flick through them with the arrow keys, or click one.",
      ),
      task: { kind: "swap", role: "subject" },
      reveal: msg(
        "With {subjectBefore} the model said {relationBefore} ({probabilityBefore}). With {subject} it says {relation} ({probability}).\n\n" +
          "Try more names before you go on. The marks at each name show how probable the first answer would be with it. If the marks of one column stand elsewhere than those of the next, the model is using what it knows about names.",
      ),
    },
    {
      view: "bench",
      title: msg("Take the sentence away"),
      text: msg(
        "The strongest test leaves only the two names and takes the rest of the sentence away. Nobody can tell from two names alone what a sentence says about them. A model that still gives the same relation has learned it by heart.\n\n" +
          "The page runs four such probes on every sentence: the full sentence, the names only, the text with both names masked, and the text with other names.",
      ),
      setup: {
        sentence: markSentence(
          "Ilse Brandauer was born in Lübeck, where her parents kept a small bakery.",
          ["Ilse Brandauer", "PERSON"],
          ["Lübeck", "LOCATION"],
          "place of birth",
        ),
      },
      covered: ["fingerprint", "prediction", "swap", "batch"],
      predict: {
        question: msg("Will the two names alone get the same answer as the full sentence?"),
        choices: [
          { text: msg("Yes, the names alone are enough"), holds: "namesAloneKeep" },
          { text: msg("No, without the sentence the answer changes"), holds: "namesAloneLose" },
        ],
      },
      ask: msg("Let the sentence rest for a moment, and the four probes are read."),
      task: { kind: "probes" },
      reveal: msg(
        "Full sentence: {relation} ({probability}). Names only: {relationNamesOnly} ({probabilityNamesOnly}). Text with the names masked: {relationMasked} ({probabilityMasked}).\n\n" +
          "If the masked text keeps the answer and the names alone lose it, the answer came from the text. If it is the other way round, it came from the names. Often it is both: then each of them says something.",
      ),
    },
    {
      view: "bench",
      title: msg("Now change what it says"),
      text: msg(
        "You have changed the names and kept the words. Turn it round: keep both names and change the words, so that the sentence says something else about them, or nothing at all.\n\n" +
          "The marks stay on their words while you type, as long as you leave the two names alone.",
      ),
      predict: {
        question: msg("You will rewrite the sentence. Will the answer follow what you write?"),
        choices: [
          { text: msg("Yes, it will change"), holds: "otherLabel" },
          { text: msg("No, it will stay the same"), holds: "sameLabel" },
        ],
      },
      ask: msg("Choose “Edit the sentence”, write “spent a holiday” in the place of “was born”, and choose “Done”."),
      task: { kind: "edit" },
      reveal: msg(
        "Before: {relationBefore} ({probabilityBefore}). Your sentence: {relation} ({probability}).\n\n" +
          "A careful reader changes the answer when the text changes and keeps it when only a name does. You have now seen both halves of that test.",
      ),
    },
    {
      view: "bench",
      title: msg("Mark another pair"),
      text: msg(
        "The question belongs to a pair of names, not to a sentence. Ask the same sentence about other words and it becomes a question of its own. Even the direction counts: being born in a city is not the same as being the city.",
      ),
      setup: { sentence: SENTENCE },
      predict: {
        question: msg("If subject and object change places, what will the answer be?"),
        choices: [
          { text: msg("The same as before"), holds: "sameLabel" },
          { text: msg("Another one"), holds: "otherLabel" },
        ],
      },
      ask: msg("Choose “Exchange subject and object” above the sentence."),
      task: { kind: "exchange" },
      reveal: msg(
        "Asked about {subjectBefore} and {objectBefore}: {relationBefore} ({probabilityBefore}). Asked about {subject} and {object}: {relation} ({probability}).\n\n" +
          "You can mark any words: select them in the sentence, then press S for subject or O for object.",
      ),
    },
    {
      view: "bench",
      title: msg("Two models, one sentence"),
      text: msg(
        "This page ships a pair of models. They were trained on the same sentences; one of them has a part that blurs the names while it learns, so that it cannot lean on them as much. It is called VIB, and the other one base. The next lesson opens that part.\n\n" +
          "One sentence cannot tell which model is better. But it can show you that two models with almost the same score may read differently.",
      ),
      setup: { sentence: SENTENCE, compare: false },
      covered: ["prediction", "swap", "fingerprint", "batch"],
      predict: {
        question: msg("Will base and VIB agree on this sentence?"),
        choices: [
          { text: msg("Yes, both say the same"), holds: "modelsAgree" },
          { text: msg("No, they say different things"), holds: "modelsDiffer" },
        ],
      },
      ask: msg(
        "Switch on “Compare base and VIB” in the settings above the sentence. The second model is downloaded first.",
      ),
      task: { kind: "compare" },
      reveal: msg(
        "Base says {relationBase} ({probabilityBase}), VIB says {relationVib} ({probabilityVib}).\n\n" +
          "To find out which of them leans on names more you need many sentences and an interval around the difference. That is what the Corpus view is for.",
      ),
    },
  ],
  check: [
    {
      question: msg("You swap one name and the answer changes. What do you know?"),
      choices: [
        {
          text: msg("The model is wrong"),
          why: msg(
            "Not yet: either answer may be the right one. You know what it depends on, not whether it is right.",
          ),
        },
        {
          text: msg("The answer depends on the name"),
          why: msg("Yes. Nothing else was changed, so nothing else can be the reason."),
        },
        {
          text: msg("The model does not read the sentence at all"),
          why: msg("Too much: it may use both. The masked probe would tell."),
        },
      ],
      right: 1,
    },
    {
      question: msg("The names alone, without the sentence, get the same relation as the full sentence. What follows?"),
      choices: [
        {
          text: msg("The names were enough for the model"),
          why: msg("Yes. For this pair the model does not need the sentence, whatever it says."),
        },
        {
          text: msg("The relation is true in the world"),
          why: msg(
            "The model has only seen that such names often go with it. It may be untrue, and the sentence may say otherwise.",
          ),
        },
        {
          text: msg("The sentence was too short"),
          why: msg("Its length has no part in this probe: it was taken away entirely."),
        },
      ],
      right: 0,
    },
    {
      question: msg("Why is one swapped sentence not enough to call a model biased?"),
      choices: [
        {
          text: msg("Because the page only shows two decimals"),
          why: msg("More decimals of one sentence are still one sentence."),
        },
        {
          text: msg("Because other sentences may behave otherwise, and chance plays a part"),
          why: msg("Yes. A claim about a model needs many sentences, the number of them, and an interval."),
        },
        {
          text: msg("Because names are not part of a sentence"),
          why: msg("They are, and that is why a model may use them. The point is how often it does."),
        },
      ],
      right: 1,
    },
  ],
  worksheet: [
    {
      question: msg(
        "Write one sentence that names a company and a city and says nothing about how they belong together.",
      ),
      lines: 3,
      answer: msg(
        "Any sentence in which the two merely occur together, for example in a list or as parts of a journey.",
      ),
    },
    {
      question: msg(
        "Try your sentence on the page with a famous and with a made-up company. Note both answers and their probabilities.",
      ),
      lines: 4,
      answer: msg(
        "The numbers depend on the model. What counts: nothing but the name was changed, and both answers and both probabilities are written down.",
      ),
    },
    {
      question: msg("Which of the four probes would show that a model has learned a pair of names by heart? Why?"),
      lines: 4,
      answer: msg("Names only: the sentence is gone, so an answer that stays can only come from the names."),
    },
    {
      question: msg(
        "A newspaper’s search uses such a model to fill a table of who works where. Who is harmed if it reads the names and not the text?",
      ),
      lines: 5,
      answer: msg(
        "Anybody whose name looks like those of another group or is unknown: for them the table holds what the model expects instead of what was written. Readers of the table cannot see it.",
      ),
    },
  ],
});
