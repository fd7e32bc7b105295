"""Processes of this machine: started, listened to, kept alive, ended. Nothing here knows a CV."""
