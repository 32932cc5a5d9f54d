package org.sparkdropout.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShardTest {
  private static final int WIDTH = 1 << 18;

  @Test
  void of_rowsOverSeveralBlocks_addressesEachRow() {
    List<Example> examples = RandomExamples.withDuplicates(5, 8, WIDTH, 6);
    List<ExampleBlock> blocks = blocks(examples);
    Shard shard = Shard.of(blocks.iterator());

    assertThat(blocks).extracting(ExampleBlock::rows).containsExactly(3, 3, 2);
    assertThat(shard.rows()).isEqualTo(8);
    assertThat(shard.width()).isEqualTo(WIDTH);
    float[] features = new float[WIDTH + 1];
    for (int row = 0; row < 8; row++) {
      Example example = examples.get(row);
      shard.copyFeatures(row, features, 1);
      assertThat(features).endsWith(example.features());
      float[] target = new float[2];
      shard.copyTarget(row, target, 1);
      assertThat(target[1]).isEqualTo(example.target()[0]);
      assertThat(shard.weight(row)).isEqualTo(example.weight());
    }
  }

  @Test
  void of_noBlocks_isEmpty() {
    Shard shard = Shard.of(Collections.emptyIterator());

    assertThat(shard.rows()).isZero();
    assertThat(shard.width()).isZero();
  }

  @Test
  void blocks_ofRowsOfDifferingWidth_isRefused() {
    List<Example> examples = new ArrayList<>(RandomExamples.distinct(1, 1, 3));
    examples.addAll(RandomExamples.distinct(2, 1, 4));

    assertThatThrownBy(() -> blocks(examples))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("All rows of a shard must have one width. Provided widths: 3 and 4");
  }

  private static List<ExampleBlock> blocks(List<Example> examples) {
    List<ExampleBlock> blocks = new ArrayList<>();
    new BlockIterator(examples.stream().map(PackedRow::of).iterator(), TargetLayout.CLASS)
        .forEachRemaining(blocks::add);
    return blocks;
  }
}
