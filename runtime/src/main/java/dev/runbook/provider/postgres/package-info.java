/** How PostgreSQL is asked, dumped and restored: connection strings in, the arguments of pg_dump and pg_restore, and outcomes, out. Servers and files are reached through ports; the driver is elsewhere. */
@NullMarked
package dev.runbook.provider.postgres;

import org.jspecify.annotations.NullMarked;
