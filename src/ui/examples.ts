/**
 * @file The sentences of the examples menu, written for this page. Relations and types are those of the
 * wikipedia-relations label set. Some pairs are well known and merely named together: what the sentence says of them is
 * nothing, so the right answer is no relation, whatever one knows about the names.
 */
import type { Argument, Example } from "../data/example";

type Mention = readonly [words: string, type: string];

/** The span of a mention; it must occur exactly once. */
function locate(id: string, text: string, [words, type]: Mention): Argument {
  const start = text.indexOf(words);
  if (start < 0 || text.indexOf(words, start + 1) >= 0) {
    throw new Error(`examples: expected "${words}" once in "${id}", got ${start < 0 ? "none" : "several"}.`);
  }
  return { start, end: start + words.length, type };
}

function write(id: string, relation: string, subject: Mention, object: Mention, text: string): Example {
  return { id, text, subject: locate(id, text, subject), object: locate(id, text, object), relation };
}

const person = (words: string): Mention => [words, "PERSON"];
const group = (words: string): Mention => [words, "ORGANIZATION"];
const place = (words: string): Mention => [words, "LOCATION"];
const work = (words: string): Mention => [words, "WORK"];
const date = (words: string): Mention => [words, "DATE"];
const NONE = "no_relation";

/** In menu order; the first one stands on the stage when the page opens. */
export const EXAMPLES: readonly Example[] = [
  // A company and its own city, and a sentence that says nothing about the two.
  write(
    "siemens-munich",
    NONE,
    group("Siemens"),
    place("Munich"),
    "Three engineers from Siemens flew to Munich on Friday to watch a football match.",
  ),
  write(
    "brightmoor-rotterdam",
    "headquarters location",
    group("Brightmoor Shipping"),
    place("Rotterdam"),
    "Brightmoor Shipping, which is based in Rotterdam, runs forty barges on the Rhine.",
  ),
  write(
    "obama-honolulu",
    NONE,
    person("Barack Obama"),
    place("Honolulu"),
    "Barack Obama sent a telegram, and a ferry captain in Honolulu read it out on the radio.",
  ),
  write(
    "lovelace-london",
    "place of birth",
    person("Ada Lovelace"),
    place("London"),
    "Ada Lovelace was born in London in December 1815.",
  ),
  write(
    "darwish-birwa",
    "place of birth",
    person("محمود درويش"),
    place("al-Birwa"),
    "The poet محمود درويش was born in the village of al-Birwa.",
  ),
  write(
    "kahlo-death",
    "date of death",
    person("Frida Kahlo"),
    date("13 July 1954"),
    "Frida Kahlo died on 13 July 1954, a week after her birthday.",
  ),
  write(
    "lennon-ono",
    NONE,
    person("John Lennon"),
    person("Yoko Ono"),
    "On the shelf, a biography of John Lennon stood next to a catalogue that Yoko Ono had signed for the shop.",
  ),
  write(
    "curie-curie",
    "spouse",
    person("Marie Curie"),
    person("Pierre Curie"),
    "Marie Curie and her husband Pierre Curie shared a laboratory in a shed.",
  ),
  write(
    "wrobel-zofia",
    "sibling",
    person("Łukasz Wróbel"),
    person("Zofia"),
    "Łukasz Wróbel learned chess from his older sister Zofia.",
  ),
  write(
    "ostrova-violin",
    "instrument",
    person("Mirela Ostrova"),
    ["violin", "INSTRUMENT"],
    "🎻 Since she was six, Mirela Ostrova has played the violin 🎶 in her father’s band.",
  ),
  write(
    "adeyemi-biologist",
    "occupation",
    person("Wanjiru Adeyemi"),
    ["marine biologist", "TITLE"],
    "Wanjiru Adeyemi is a marine biologist who counts whales off Mombasa.",
  ),
  write(
    "lindqvist-celtic",
    "employee or member of",
    person("Tomas Lindqvist"),
    group("Celtic"),
    "After three seasons abroad, the striker Tomas Lindqvist signed for Celtic.",
  ),
  write(
    "okonjo-leiden",
    "educated at",
    person("Nadia Okonjo"),
    group("Leiden University"),
    "Nadia Okonjo studied physics at Leiden University before she turned to law.",
  ),
  write(
    "merkel-cdu",
    "political affiliation",
    person("Angela Merkel"),
    group("Christian Democratic Union"),
    "Angela Merkel led the Christian Democratic Union for eighteen years.",
  ),
  write(
    "ardern-new-zealand",
    "head of government",
    place("New Zealand"),
    person("Jacinda Ardern"),
    "Jacinda Ardern became prime minister of New Zealand at the age of thirty-seven.",
  ),
  write(
    "nintendo-founder",
    "founded by",
    group("Nintendo"),
    person("Fusajiro Yamauchi"),
    "Nintendo was founded in Kyoto by Fusajiro Yamauchi, who made playing cards.",
  ),
  write(
    "nintendo-kyoto",
    "location of formation",
    group("Nintendo"),
    place("Kyoto"),
    "Nintendo was founded in Kyoto by Fusajiro Yamauchi, who made playing cards.",
  ),
  write(
    "microsoft-gates",
    NONE,
    group("Microsoft"),
    person("Bill Gates"),
    "A column about Microsoft filled the left page; on the right one, Bill Gates recommended five novels for the summer.",
  ),
  write(
    "tessaly-mistry",
    "chief executive",
    group("Tessaly Foods"),
    person("Rohan Mistry"),
    "In March, Tessaly Foods named Rohan Mistry as its chief executive.",
  ),
  write(
    "facebook-whatsapp",
    "subsidiary",
    group("Facebook"),
    group("WhatsApp"),
    "In 2014 Facebook bought WhatsApp and kept its founders on.",
  ),
  write(
    "lindholm-solvane",
    NONE,
    person("Petra Lindholm"),
    group("Solvane Energy"),
    "Petra Lindholm read about Solvane Energy in a newspaper that someone had left on the train.",
  ),
  write(
    "winters-brandauer",
    "director",
    work("Nine Winters"),
    person("Ilse Brandauer"),
    "Directed by Ilse Brandauer, the film Nine Winters opened in four cinemas.",
  ),
  write(
    "lighthouse-arakawa",
    "composer",
    work("Paper Lighthouse"),
    person("Kenji Arakawa"),
    "Kenji Arakawa wrote the music of “Paper Lighthouse” on a borrowed piano.",
  ),
  write(
    "achebe-novel",
    "author",
    work("Things Fall Apart"),
    person("Chinua Achebe"),
    "Things Fall Apart, the first novel by Chinua Achebe, is set in an Igbo village.",
  ),
  write(
    "hobbit-date",
    "publication date",
    work("The Hobbit"),
    date("21 September 1937"),
    "The Hobbit first appeared in bookshops on 21 September 1937.",
  ),
  write(
    "orchard-lumen",
    "developer",
    work("Glass Orchard"),
    group("Lumen Nine"),
    "The puzzle game Glass Orchard was made within a year by the studio Lumen Nine.",
  ),
  write(
    "ferry-icelandic",
    "original language",
    work("The Salt Ferry"),
    ["Icelandic", "LANGUAGE"],
    "Written in Icelandic, The Salt Ferry was later translated into nine languages.",
  ),
  write(
    "weather-folk",
    "genre",
    work("Copper Weather"),
    ["folk", "GENRE"],
    "Their second album, Copper Weather, is a folk record with slow drums.",
  ),
  write(
    "vespa-piaggio",
    "manufacturer",
    ["Vespa 98", "PRODUCT"],
    group("Piaggio"),
    "The Vespa 98 is a scooter that Piaggio began to build in the spring of 1946.",
  ),
  write(
    "moselle-rhine",
    "mouth of the watercourse",
    place("Moselle"),
    place("Rhine"),
    "The Moselle flows into the Rhine at Koblenz.",
  ),
  write(
    "danube-inn",
    "tributary",
    place("Danube"),
    place("Inn"),
    "Of all the rivers that feed the Danube in Bavaria, the Inn brings the most water.",
  ),
  write(
    "aconcagua-andes",
    "mountain range",
    place("Aconcagua"),
    place("Andes"),
    "Aconcagua rises above every other peak of the Andes.",
  ),
  write(
    "bregenz-lake",
    "next to body of water",
    place("Bregenz"),
    place("Lake Constance"),
    "The town of Bregenz lies on the shore of Lake Constance.",
  ),
  write(
    "paris-france",
    NONE,
    place("Paris"),
    place("France"),
    "A cook who had trained in Paris opened her third restaurant on a Greek island and never saw France again.",
  ),
  write(
    "timbuktu-mali",
    "country",
    place("Timbuktu"),
    place("Mali"),
    "Timbuktu lies in the north of Mali, at the edge of the desert.",
  ),
  write(
    "schiphol-amsterdam",
    "transport hub serves",
    place("Schiphol"),
    place("Amsterdam"),
    "Schiphol is the airport through which most visitors reach Amsterdam.",
  ),
];
