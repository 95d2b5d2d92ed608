/// Companies and people. [Tenants] is the face of this package; `people` knows who may log in, `key` what
/// programs may do, `audit` who did what, `limit` how much and how often. Nothing here knows HTTP.
@org.jspecify.annotations.NullMarked
package dev.palomar.tenant;
