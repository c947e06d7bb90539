/** Where something breaks while it is drawn, what lies around it goes on. */
import { Component, type ReactNode } from 'react';
import { Failed } from './states.tsx';

interface State {
  readonly error: unknown;
}

export class Boundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return <Failed error={error} retry={() => this.setState({ error: null })} />;
  }
}
