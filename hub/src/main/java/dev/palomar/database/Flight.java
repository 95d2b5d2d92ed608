package dev.palomar.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Statements that travel to the database together: one round trip for all that was said since the last answer that
/// somebody waited for. They are carried out one after the other, in the order in which they were said.
final class Flight {

    /// One statement, and whoever reads its answer.
    private record Passenger<T>(String sql, Tx.Binding binding, Answer<T> answer) {}

    /// An answer that is fetched when somebody asks for it.
    private static final class Answer<T> implements Supplier<T> {

        private final Flight flight;
        private final Tx.Reading<T> reading;
        private @Nullable T value;
        private boolean arrived;

        Answer(Flight flight, Tx.Reading<T> reading) {
            this.flight = flight;
            this.reading = reading;
        }

        void read(ResultSet rows) throws SQLException {
            value = reading.read(rows);
            arrived = true;
        }

        @Override
        public T get() {
            if (!arrived) {
                flight.take();
            }
            if (value == null) {
                throw new IllegalStateException("the statement has no answer");
            }
            return value;
        }
    }

    private final Connection connection;
    private final List<Passenger<?>> waiting = new ArrayList<>();

    Flight(Connection connection) {
        this.connection = connection;
    }

    <T> Supplier<T> add(String sql, Tx.Binding binding, Tx.Reading<T> reading) {
        Answer<T> answer = new Answer<>(this, reading);
        waiting.add(new Passenger<>(sql, binding, answer));
        return answer;
    }

    /// Sends what waits, and reads the answers. Throws when one of the statements fails; those after it were not
    /// carried out then.
    void take() {
        take("");
    }

    /// As [#take], and commits in the same round trip.
    void takeAndCommit() {
        if (!waiting.isEmpty()) {
            take("COMMIT");
        }
    }

    private void take(String last) {
        if (waiting.isEmpty()) {
            return;
        }
        List<Passenger<?>> aboard = List.copyOf(waiting);
        waiting.clear();
        List<String> texts = new ArrayList<>();
        aboard.forEach(one -> texts.add(one.sql()));
        if (!last.isEmpty()) {
            texts.add(last);
        }
        try (PreparedStatement statement = connection.prepareStatement(String.join(";\n", texts))) {
            Columns columns = new Columns(statement);
            for (Passenger<?> one : aboard) {
                one.binding().bind(columns);
            }
            boolean rows = statement.execute();
            for (Passenger<?> one : aboard) {
                if (rows) {
                    try (ResultSet answer = statement.getResultSet()) {
                        one.answer().read(answer);
                    }
                }
                rows = statement.getMoreResults();
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("the database refused", failure);
        }
    }
}
