package dev.palomar.journal;

import dev.palomar.cluster.Node;
import dev.palomar.database.Columns;
import dev.palomar.database.Tx;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/// How far a follower has come, written in the transaction that does its work.
public final class Cursors {

    private Cursors() {}

    /// `done` says up to which number each slot is done with. A slot that is not this node's any more stays where its
    /// new owner has it: then this throws [IllegalStateException], and nothing of the batch may be kept.
    public static void write(Tx tx, Node node, String follower, Map<Integer, Long> done) {
        List<Map.Entry<Integer, Long>> rows = List.copyOf(done.entrySet());
        try (PreparedStatement statement = tx.connection().prepareStatement("""
                UPDATE slot_cursor c SET seq = u.seq
                  FROM unnest(?::smallint[], ?::bigint[], ?::bigint[]) AS u (slot, epoch, seq)
                  JOIN slot_lease l ON l.slot = u.slot AND l.epoch = u.epoch
                 WHERE l.owner = ? AND c.follower = ? AND c.slot = u.slot AND c.seq < u.seq
                """)) {
            new Columns(statement)
                    .add("int2", rows, Map.Entry::getKey)
                    .add("int8", rows, row -> node.epoch(row.getKey()))
                    .add("int8", rows, Map.Entry::getValue);
            statement.setObject(4, node.id());
            statement.setString(5, follower);
            if (statement.executeUpdate() < rows.size()) {
                throw new IllegalStateException("a slot was lost while " + follower + " was at it");
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("cannot write how far " + follower + " has come", failure);
        }
    }
}
