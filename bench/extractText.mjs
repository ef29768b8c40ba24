/** @file 300 words of our own about people and places that do not exist. */

export const TEXT =
  `The Harrow Lane Theatre was founded by Edda Morrow and her brother Tobias in 1911, when the harbour town of
Vessel Point had no stage of its own. Edda Morrow, who was born in Little Karsten in 1879, had studied law at Lennard College before
she wrote her first play. The Salt Road, a comedy in three acts, opened in March 1912 and ran for eleven weeks. Critics in
Brask were cool towards it, but the fishermen of Vessel Point came every Friday.

Tobias Morrow played the clarinet and later led the town band. He married Ines Calloway, a teacher from Port Ellery, in the summer of 1914. Their
daughter Ruth Morrow became the second director of the theatre and held that office until 1958. Under her the company toured the
northern islands, and in 1936 it gave forty evenings in the capital, Ostermark. The novelist Anselm Quill, then a clerk at Brightwater
Mills, saw one of them and began to write for the stage.

His play The Glass Orchard was published by Vane and Sons in 1939. It tells of a widow who inherits an orchard on the
river Oru, a tributary of the Velde, and of the railway company that wants the land. A film of it was directed by Marta Lindqvist in
1961; the score was written by Jonas Ferrer, who was educated at the Ostermark Conservatory.

After a fire in 1967 the building stood empty for six years. The mayor of Vessel Point, Clara Dunmore, asked the architect Pavel
Rusk to plan a new house on the old ground. The Dunmore Foundation paid for most of it, and its headquarters have been
in the east wing since 1974. Today the theatre has three hundred and twenty seats and a small museum. Its chief executive, Samira Holt,
grew up in Tarvik and lives above the stage door.`.replace(/([^\n])\n(?!\n)/g, "$1 ");
