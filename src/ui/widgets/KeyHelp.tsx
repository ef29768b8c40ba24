/** @file What the keys of a view do, in a dialog over it. */
import { Button, Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";

export interface KeyHelpProps {
  readonly title: string;
  readonly keys: readonly { readonly keys: readonly string[]; readonly does: string }[];
  onClose(): void;
}

export function KeyHelp({ title, keys, onClose }: KeyHelpProps) {
  return (
    <ModalOverlay className="veil" isOpen isDismissable onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Modal className="sheet">
        <Dialog>
          <Heading slot="title">{title}</Heading>
          <dl className="keys">
            {keys.map(({ keys: names, does }) => (
              <div key={does}>
                <dt>
                  {names.map((name) => (
                    <kbd key={name}>{name}</kbd>
                  ))}
                </dt>
                <dd>{does}</dd>
              </div>
            ))}
          </dl>
          <Button className="btn" slot="close">
            Close
          </Button>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
