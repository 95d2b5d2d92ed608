package dev.palomar.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GroupCommitTest {

    private static final int LANES = 3;

    private record Item(int lane, int number) {}

    private final List<List<Item>> batches = Collections.synchronizedList(new ArrayList<>());

    private List<Integer> keep(List<Item> batch) {
        batches.add(List.copyOf(batch));
        return batch.stream().map(Item::number).toList();
    }

    @Test
    void what_comes_in_one_lane_keeps_its_order_and_everything_is_committed_once() {
        List<CompletableFuture<Integer>> done = new ArrayList<>();
        try (GroupCommit<Item, Integer> commits =
                new GroupCommit<>("test", new GroupCommit.Lanes<>(LANES, Item::lane), 40, this::keep)) {
            for (int number = 0; number < 30_000; number++) {
                done.add(commits.submit(new Item(number % 7 % LANES, number)));
            }
            done.forEach(CompletableFuture::join);
        }
        List<Item> all = batches.stream().flatMap(List::stream).toList();
        assertThat(all).hasSize(30_000).doesNotHaveDuplicates();
        for (int number = 0; number < done.size(); number++) {
            assertThat(done.get(number).join()).isEqualTo(number);
        }
    }

    @Test
    void each_lane_is_committed_in_order_while_several_commit_side_by_side() {
        List<List<Integer>> seen = new ArrayList<>();
        for (int lane = 0; lane < LANES; lane++) {
            seen.add(Collections.synchronizedList(new ArrayList<>()));
        }
        List<CompletableFuture<Integer>> done = new ArrayList<>();
        try (GroupCommit<Item, Integer> commits =
                new GroupCommit<>("test", new GroupCommit.Lanes<>(LANES, Item::lane), 40, batch -> {
                    batch.forEach(item -> seen.get(item.lane()).add(item.number()));
                    return batch.stream().map(Item::number).toList();
                })) {
            for (int number = 0; number < 30_000; number++) {
                done.add(commits.submit(new Item(number % LANES, number)));
            }
            done.forEach(CompletableFuture::join);
        }
        seen.forEach(numbers -> assertThat(numbers).hasSize(10_000).isSorted());
    }

    @Test
    void a_busy_lane_does_not_wait_for_another_ones_commit() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        CountDownLatch began = new CountDownLatch(1);
        try (GroupCommit<Item, Integer> commits =
                new GroupCommit<>("test", new GroupCommit.Lanes<>(2, Item::lane), 40, batch -> {
                    if (batch.getFirst().lane() == 0) {
                        began.countDown();
                        await(slow);
                    }
                    return batch.stream().map(Item::number).toList();
                })) {
            var first = commits.submit(new Item(0, 0));
            assertThat(began.await(1, TimeUnit.MINUTES)).isTrue();
            List<CompletableFuture<Integer>> others = new ArrayList<>();
            for (int number = 1; number <= 100; number++) {
                others.add(commits.submit(new Item(1, number)));
            }
            others.getFirst().get(1, TimeUnit.MINUTES);
            assertThat(first).isNotDone();
            slow.countDown();
            for (var other : others) {
                other.get(1, TimeUnit.MINUTES);
            }
            first.get(1, TimeUnit.MINUTES);
        }
    }

    @Test
    void one_bad_item_fails_alone() {
        try (GroupCommit<Item, Integer> commits = new GroupCommit<>("test", 40, batch -> {
            if (batch.contains(new Item(0, 7))) {
                throw new IllegalStateException("seven");
            }
            return batch.stream().map(Item::number).toList();
        })) {
            List<CompletableFuture<Integer>> done = new ArrayList<>();
            for (int number = 0; number < 20; number++) {
                done.add(commits.submit(new Item(0, number)));
            }
            for (int number = 0; number < 20; number++) {
                CompletableFuture<Integer> one = done.get(number);
                if (number == 7) {
                    assertThatThrownBy(one::join).hasRootCauseMessage("seven");
                } else {
                    assertThat(one.join()).isEqualTo(number);
                }
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(2, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
