/**
 * PostgreSQL: how a database is asked, dumped and restored, and the actions and lookups for it. Connection strings come in; arguments of
 * pg_dump and pg_restore, and outcomes, go out. Servers and files are reached through ports; below adapter/ is the driver.
 */
@NullMarked
package dev.runbook.provider.postgres;

import org.jspecify.annotations.NullMarked;
