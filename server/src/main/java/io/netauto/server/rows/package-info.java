/** Outputs as rows: the templates that make them, of one run and of all devices of a job. */
@ApplicationModule(allowedDependencies = {"web", "identity", "jobs", "runs"})
@NullMarked
package io.netauto.server.rows;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
