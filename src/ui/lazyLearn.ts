/** @file Parts of the page that teach: downloaded when they are first opened, with their texts in the page's language. */
import { lazy, type ComponentType } from "react";
import { wantMessages } from "../messages/catalogues";

export function lazyLearn(load: () => Promise<{ default: ComponentType }>) {
  return lazy(async () => {
    const [part] = await Promise.all([load(), wantMessages("learn")]);
    return part;
  });
}
