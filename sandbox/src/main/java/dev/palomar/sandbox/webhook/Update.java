package dev.palomar.sandbox.webhook;

import tools.jackson.databind.node.ObjectNode;

/// One change that a webhook tells: what stands under `changes[]`.
///
/// @param entryId the account (or portfolio) under whose `entry` it goes
/// @param places what a fault's `where` may mean for it
/// @param time seconds for `entry[].time`, 0 where Meta sends none
/// @param received runs once, after a receiver answered 200
public record Update(
        String entryId, String field, ObjectNode value, java.util.List<String> places, long time, Runnable received) {}
