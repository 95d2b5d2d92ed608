/// PostgreSQL: the embedded server, the pools, the migrations, and transactions that see one tenant or do the hub's
/// own work.
@org.jspecify.annotations.NullMarked
package dev.palomar.database;
