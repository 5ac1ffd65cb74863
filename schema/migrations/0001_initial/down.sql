-- 0001_initial: down

-- schemac: transaction

-- deletes-data: rows of `public.audit_logs` are lost
-- breaks-running-code: `table public.audit_logs` is gone
DROP TABLE public.audit_logs;

-- deletes-data: rows of `public.availability` are lost
-- breaks-running-code: `table public.availability` is gone
DROP TABLE public.availability;

-- deletes-data: rows of `public.bookings` are lost
-- breaks-running-code: `table public.bookings` is gone
DROP TABLE public.bookings;

-- deletes-data: rows of `public.sessions` are lost
-- breaks-running-code: `table public.sessions` is gone
DROP TABLE public.sessions;

-- deletes-data: rows of `public.users` are lost
-- breaks-running-code: `table public.users` is gone
DROP TABLE public.users;

-- breaks-running-code: `function public.touch_on_update()` is gone
DROP FUNCTION public.touch_on_update();

-- breaks-running-code: `enum public.booking_status` is gone
DROP TYPE public.booking_status;

-- breaks-running-code: `enum public.role` is gone
DROP TYPE public.role;

-- breaks-running-code: `extension btree_gist` is gone
DROP EXTENSION btree_gist;
