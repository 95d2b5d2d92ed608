package dev.palomar.transport.web.engine;

import java.util.List;

/// How many processes there are: one that waits while there are no lines, so that the first code is shown at once; two
/// from the first line on, so that a crash never takes all; and another before the last place is taken.
///
/// @param perProcess how many lines one holds at most
record Staffing(int perProcess) {

    /// So many places are kept free.
    private static final int SPARE = 4;

    /// How many there should be, by how many lines each of those that are there holds.
    int wanted(List<Integer> lines) {
        int all = lines.stream().mapToInt(Integer::intValue).sum();
        if (all == 0) {
            return 1;
        }
        return Math.max(2, (all + SPARE + perProcess - 1) / perProcess);
    }
}
