package org.sparkdropout.data;

import java.util.Iterator;

/** Packs the rows of a shard, in their order, into full blocks and a last one that may be short. */
final class BlockIterator implements Iterator<ExampleBlock> {
  private final Iterator<byte[]> rows;
  private final TargetLayout layout;

  /** Packs rows of one width, one block at a time. */
  BlockIterator(Iterator<byte[]> rows, TargetLayout layout) {
    this.rows = rows;
    this.layout = layout;
  }

  @Override
  public boolean hasNext() {
    return rows.hasNext();
  }

  @Override
  public ExampleBlock next() {
    byte[] row = rows.next();
    BlockBuilder block = new BlockBuilder(PackedRow.width(row, layout), layout);
    block.add(row);
    while (!block.isFull() && rows.hasNext()) {
      block.add(rows.next());
    }
    return block.build();
  }
}
