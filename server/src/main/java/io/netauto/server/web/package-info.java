/**
 * What every page and endpoint shares: the frame of pages and its slots, problems, lists, request
 * ids. It knows no feature.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package io.netauto.server.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
