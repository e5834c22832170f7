import React, { useState } from 'react';
import { Button } from './button';

interface Props<T> {
  items: T[];
  render(item: T): React.ReactNode;
  title?: string;
}

/** A list with a title. */
export function Panel<T>({ items, render, title = 'List' }: Props<T>): JSX.Element {
  const [open, setOpen] = useState<boolean>(false);
  const toggle = (): void => setOpen(!open);
  return (
    <section>
      <Button.Primary onClick={toggle} label={title} />
      {open && <Rows<T> rows={items.map((item) => render(item))}>text</Rows>}
    </section>
  );
}

export const Small: React.FC<Props<string>> = (props) => <Panel {...props} title={props.title as string} />;

export class Counter extends React.Component<Props<number>> {
  state = { count: 0 };
  render() {
    return <span>{this.state.count}</span>;
  }
}
