package gradlab.client.watch.panel;

import gradlab.client.watch.grid.Area;
import gradlab.client.watch.grid.Look;
import gradlab.client.watch.model.Snapshot;

/** A part of the screen. Draws the same for the same arguments: it asks no clock. */
interface Panel {
  void draw(Area area, Snapshot snapshot, View view, Look look);
}
