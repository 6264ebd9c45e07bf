"""The embedded office: sets itself up, then starts and watches web, worker, scheduler, broker and mail
sink.
"""
