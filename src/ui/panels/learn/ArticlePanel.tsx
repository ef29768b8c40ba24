/** @file What the Bench is about, for readers without a teacher: below the figures, downloaded when one comes near it. */
import { Trans } from "@lingui/react";
import { msg, t, type MessageId } from "../../../messages/translate";
import { StudyFindings } from "./StudyFindings";
import "../../styles/learn.css";

/** Works as they are cited, what they have to do with this page, and where they are. */
const REFERENCES: readonly (readonly [work: string, about: MessageId, where: string])[] = [
  [
    "A Variational Approach for Mitigating Entity Bias in Relation Extraction, 2025",
    msg("the VIB paper, whose bottleneck runs on this page."),
    "arxiv.org/abs/2506.11381",
  ],
  [
    "Peng et al., Learning from Context or Names? An Empirical Study on Neural Relation Extraction, 2020",
    msg("probes with the names alone and with the names masked."),
    "arxiv.org/abs/2010.01923",
  ],
  [
    "Wang et al., A Causal View of Entity Bias in (Large) Language Models, 2023",
    msg("the treatment that the VIB paper compares itself with."),
    "arxiv.org/abs/2305.14695",
  ],
  [
    "Alemi et al., Deep Variational Information Bottleneck, 2017",
    msg("the bottleneck in general."),
    "arxiv.org/abs/1612.00410",
  ],
  [
    "Kingma and Welling, Auto-Encoding Variational Bayes, 2014",
    msg("how a draw can be trained through."),
    "arxiv.org/abs/1312.6114",
  ],
];

export default function ArticlePanel() {
  return (
    <article className="readmore" aria-labelledby="article-title">
      <h2 id="article-title">{t("What you are looking at")}</h2>

      <h3>{t("Relation extraction")}</h3>
      <p>
        {t(
          "Programs that fill tables from text have to know who works where, what belongs to whom, and where something happened. A relation extraction model does one small step of this: it gets a sentence with two marked names and chooses, from a fixed list, the relation that the sentence states between the first and the second. If it states none of the list, the answer is “no relation”.",
        )}
      </p>

      <h3>{t("Entity bias")}</h3>
      <p>
        {t(
          "In training, some names nearly always come with the same relation. A model may then learn a short cut: see the name, give the relation, and skip the sentence. On test data with the same names the short cut looks like skill. It shows when a sentence says something else about a well-known pair, or the same thing about people nobody has heard of. Both matter outside the laboratory: facts are then invented for the famous and missed for the unknown.",
        )}
      </p>
      <p>
        {t(
          "There is a simple way to find out. Replace a name and leave every other word as it is. What the sentence says has not changed, so an answer that changes was given because of the name. The swap panel, the four probes and the batch on this page are that one idea at three sizes.",
        )}
      </p>

      <h3>{t("The bottleneck")}</h3>
      <p>
        {t(
          "One of the two shipped models has a variational information bottleneck, VIB for short. It turns each piece of a name into a cloud with a mean and a variance and hands on a random draw from it, blended with the name itself. Training rewards right answers and charges for every cloud that differs from the standard one, so that a name keeps what is worth its price. The formulas stand behind the “i” of each figure, with the function that computes them.",
        )}
      </p>

      <h3>{t("What variance tells, and what it does not")}</h3>
      <p>
        {t(
          "By its definition, variance says how wide a name’s cloud is. The paper goes further and reads it as a sign of use: low, the model leans on the name; high, it leans on the context. That is a claim about behaviour, so this page puts behaviour beside it. Our own runs found this:",
        )}
      </p>
      <StudyFindings />

      <h3>{t("Limits")}</h3>
      <ul>
        <li>{t("The models are small, so that they run in a browser. Larger ones may behave otherwise.")}</li>
        <li>{t("They read English only, and only relations of their list.")}</li>
        <li>
          {t(
            "They were trained on sentences of an encyclopaedia. Not all labels there are right, least of all those of “no relation”; the model card tells more.",
          )}
        </li>
        <li>
          {t(
            "A swapped name can make a sentence odd. An odd sentence may change an answer for that reason and not for the name’s sake.",
          )}
        </li>
        <li>
          {t("One sentence shows what can happen. How often it happens is a matter of many rows and an interval.")}
        </li>
      </ul>

      <h3>{t("References")}</h3>
      <ul>
        {REFERENCES.map(([work, about, where]) => (
          <li key={where}>
            <Trans id="<0/>: {about}" values={{ about: t(about) }} components={{ 0: <bdi lang="en">{work}</bdi> }} />{" "}
            <bdi className="where">{where}</bdi>
          </li>
        ))}
      </ul>
      <p className="micro">
        {t("The addresses are text, not links: this page opens nothing outside of its own site.")}
      </p>
    </article>
  );
}
