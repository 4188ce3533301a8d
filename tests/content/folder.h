/* Folders that a test makes and looks into. */
#ifndef TEST_FOLDER_H
#define TEST_FOLDER_H

#include <ftw.h>
#include <stdio.h>
#include <unistd.h>

static size_t folder_count_;

static inline int folder_count_one_(const char *path, const struct stat *st,
				    int type, struct FTW *at)
{
	(void)path;
	(void)st;
	(void)at;
	folder_count_ += type != FTW_D;
	return 0;
}

static inline int folder_remove_one_(const char *path, const struct stat *st,
				     int type, struct FTW *at)
{
	(void)st;
	(void)type;
	(void)at;
	return remove(path);
}

/* Files of every kind below it, at any depth. */
static inline size_t folder_files(const char *path)
{
	folder_count_ = 0;
	nftw(path, folder_count_one_, 16, FTW_PHYS);
	return folder_count_;
}

static inline void folder_remove(const char *path)
{
	nftw(path, folder_remove_one_, 16, FTW_DEPTH | FTW_PHYS);
}

#endif
